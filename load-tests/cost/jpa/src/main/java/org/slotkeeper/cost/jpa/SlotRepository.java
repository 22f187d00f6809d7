package org.slotkeeper.cost.jpa;

import jakarta.persistence.LockModeType;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

public interface SlotRepository extends JpaRepository<Slot, Long> {

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Slot s where s.id = :id")
    Optional<Slot> findAndLockById(Long id);

    @Query("select s from Slot s where s.practice = :practice and s.startsAt >= :from and s.startsAt < :to and s.state = org.slotkeeper.cost.jpa.Slot.State.FREE order by s.startsAt")
    List<Slot> findInStateFree(String practice, LocalDateTime from, LocalDateTime to, Limit limit);

    @Query("select s from Slot s where s.practice = :practice and s.startsAt >= :from and s.startsAt < :to and not exists (select 1 from Appointment a where a.slot = s) order by s.startsAt")
    List<Slot> findWithoutAppointment(String practice, LocalDateTime from, LocalDateTime to, Limit limit);
}
