/** What the machine and the server's meters say, second by second. */
package org.slotkeeper.load.watch;
