/** Servers that are wrong on purpose, so that it is known what the auditor would find. */
package org.slotkeeper.load.broken;
