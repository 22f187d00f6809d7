/** Tests of the room of the same name. */
package org.slotkeeper.domain;
