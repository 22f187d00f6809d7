/** One page that shows a run. */
package org.slotkeeper.load.page;
