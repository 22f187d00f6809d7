package org.slotkeeper.booking;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slotkeeper.booking.spi.AppointmentLedger;
import org.slotkeeper.booking.spi.SlotArchive;
import org.slotkeeper.domain.party.OdsCode;

final class InMemorySlotArchiveTest implements SlotArchiveContract {

    private final Set<OdsCode> published = new HashSet<>();
    private final InMemoryLedger ledger = new InMemoryLedger(LedgerWorld::bookOf);
    private final InMemorySlotArchive archive = new InMemorySlotArchive(
            ledger,
            practice -> Optional.of(practice).filter(published::contains).map(LedgerWorld::bookOf));

    @Override
    public SlotArchive archive() {
        return archive;
    }

    @Override
    public AppointmentLedger ledger() {
        return ledger;
    }

    @Override
    public OdsCode publishedPractice() {
        OdsCode practice = LedgerWorld.newPractice();
        published.add(practice);
        return practice;
    }

    @Override
    public void takeOut(LocalDate monday) {
        archive.takeOut(monday);
    }

    @Override
    public void withdraw(OdsCode practice, List<Integer> ordinals) {
        ledger.withdraw(practice, LedgerWorld.DAY, ordinals);
    }
}
