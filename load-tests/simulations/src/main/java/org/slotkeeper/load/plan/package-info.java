/** Who comes when, and what there is to be had: worked out before a run. */
package org.slotkeeper.load.plan;
