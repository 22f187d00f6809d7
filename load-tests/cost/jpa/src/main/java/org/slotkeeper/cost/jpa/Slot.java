package org.slotkeeper.cost.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.time.LocalDateTime;

/** A time that may be booked. */
@Entity
@Table(name = "slot", indexes = @Index(columnList = "practice, startsAt"))
public class Slot {

    /** FREE for good where a unique constraint decides; otherwise what the lock protects. */
    public enum State {
        FREE,
        HELD,
        BOOKED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private Long id;

    @Column(nullable = false)
    private String practice;

    @Column(nullable = false)
    private LocalDateTime startsAt;

    @Column(nullable = false)
    private LocalDateTime endsAt;

    @Column(nullable = false)
    private String clinician;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state = State.FREE;

    protected Slot() {}

    public Slot(String practice, LocalDateTime startsAt, LocalDateTime endsAt, String clinician) {
        this.practice = practice;
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.clinician = clinician;
    }

    public Long getId() {
        return id;
    }

    public String getPractice() {
        return practice;
    }

    public LocalDateTime getStartsAt() {
        return startsAt;
    }

    public LocalDateTime getEndsAt() {
        return endsAt;
    }

    public String getClinician() {
        return clinician;
    }

    public State getState() {
        return state;
    }

    public void setState(State state) {
        this.state = state;
    }
}
