/** What load tests of every kind need: processes, the machine, invented patients, bodies. */
package org.slotkeeper.load.kit;
