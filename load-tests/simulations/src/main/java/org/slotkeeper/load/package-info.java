/** A run: what it is told, and the program that prepares, watches, audits and shows it. */
package org.slotkeeper.load;
