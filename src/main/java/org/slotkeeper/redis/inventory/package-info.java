/**
 * The inventory of seats: its keys, its texts, and one class for each port that it serves.
 *
 * <p>The life of a seat here. A bit says whether it is free; a claim (see
 * {@code lua/part_claim_text.lua}) says who may have it. What the ledger says of it is not in here:
 * a seat that is neither free nor claimed has an owner there.
 *
 * <pre>{@code
 *                     open_seats.lua, fill.lua
 *                               |
 *                               v     claim.lua, kind H
 *   +------------------------> FREE ------------------------------> HELD
 *   |                          |  |  <----------------------------   |  ^
 *   |      block.lua           |  |   give_up.lua,                   |  |
 *   |     .--------------------'  |   end_expired, once it is        |  |
 *   |     v                       |                                  |  |
 *   |  BLOCKED                    | claim.lua, kind C    confirm.lua |  | hold_again.lua
 *   |     |  unblock.lua: FREE    v                                  v  |
 *   |     |                  CONFIRM IN FLIGHT <------------------------'
 *   |     |                       |
 *   |     | settle.lua (owned)    | arrived.lua (recorded), settle.lua (owned)
 *   |     v                       v
 *   |    OWNED <------------------'
 *   |     |  ^
 *   |     |  | settle.lua (owned)
 *   |     v  |
 *   |   MARKED   by mark.lua before a change is committed that may free the seat (which may
 *   |     |      have seemed FREE), or by release.lua for as long as the ledger is asked
 *   |     |
 *   |     | release.lua (FREED, and the mark is still there), settle.lua (free)
 *   '-----'
 *
 *   CONFIRM IN FLIGHT becomes FREE
 *     by withdraw.lua      the ledger has refused it, or it never came there
 *     by settle.lua        its lease has ended (ended.lua), and nobody has the seat in the ledger
 *   CONFIRM IN FLIGHT stays, but is touched (its text is another one)
 *     by release.lua       somebody else has freed the seat meanwhile
 *     by fill.lua          in a new life; in both, whoever would have ended it by what it knew
 *                          does not, and its lease is settled
 *   CONFIRM IN FLIGHT becomes MARKED
 *     by mark.lua, release.lua   it is the appointment's own, which is recorded: the claim is over
 *   Any state becomes OWNED or FREE
 *     by fill.lua          the practice is new to this life of Redis, or a repair is forced: the
 *                          ledger's word, but for claims that it leaves room for, and leases of
 *                          this life
 *     by tidy.lua          the claim is on a seat that has an owner, and is as it was seen
 * }</pre>
 */
@CheckReturnValue
@NullMarked
package org.slotkeeper.redis.inventory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
