/**
 * The production's booking, publishing and reconciling code on one thread, in virtual time, over models of both stores, with everything that can go wrong between them decided by one seed.
 * {@code src/dev/simulate} runs seeds; what a seed did it does again.
 *
 * <p>Patients and their practice book, hold, confirm, give up, cancel, move, amend and search ({@code Patient}). They do several things at once: they confirm a hold and give it up, or confirm it several times, naming
 * what is held or something else, under one request id or more. They ask with ids that they were never given ({@code Forger}). Slots are released, begin and close for booking in the course of a simulation, and some are
 * the practice's own ({@code Layout}); in some simulations the practice publishes its sessions otherwise meanwhile ({@code Publisher}).
 *
 * <p>What is held against every step ({@code Auditor} and those it asks); S1 to S4 and L1 are those of the protocol's model:
 *
 * <ul>
 *   <li>S1: a seat has one owner. LIMIT, OVERLAP: what a patient may have.
 *   <li>S2, I6: what is acknowledged is in the ledger, and told alike each time.
 *   <li>S3: one request has one effect. S4: none after it was refused for good.
 *   <li>S5: what is committed the practice's rules allowed when it was handed to the ledger, by the clock of the engine ({@code HouseRules}); what is held they allowed when it was claimed.
 *   <li>S6: under the id of a hold that was told to be withdrawn no appointment stands.
 *   <li>S7: nobody has other slots than were named, and the same that was asked twice at once is answered alike ({@code Answers}).
 *   <li>S8: nothing comes of an id that was never given to who asks.
 *   <li>S9: what was taken out of the book is claimed by nobody new from the commit on, and who has it keeps it; no clinician sees more at a time than were ever published ({@code Editions}).
 *   <li>S10: an appointment has one seat in each of its slots, which follow each other; what a move keeps stays where it is ({@code Shapes}).
 *   <li>L1: when faults have ended, both stores come to agree, on the book too.
 * </ul>
 */
@NullMarked
package org.slotkeeper.simulation;

import org.jspecify.annotations.NullMarked;
