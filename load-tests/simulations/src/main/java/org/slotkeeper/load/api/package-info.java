/** Slotkeeper's HTTP API as these tests use it. */
package org.slotkeeper.load.api;
