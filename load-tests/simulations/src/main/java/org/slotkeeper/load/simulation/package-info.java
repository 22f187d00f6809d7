/** The simulations that Gatling runs. */
package org.slotkeeper.load.simulation;
