/** What the injector was told, held against what the server says it has. */
package org.slotkeeper.load.audit;
