/** Pages that show what a run found, and need nothing else to be read. */
package org.slotkeeper.load.kit.page;
