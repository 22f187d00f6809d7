/** What the injector was told, one line an answer. */
package org.slotkeeper.load.journal;
