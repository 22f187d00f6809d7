package org.slotkeeper.cost.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** A slot that a patient has, or holds for a while. The unique constraint on the slot is what keeps two out of one. */
@Entity
@Table(name = "appointment")
public class Appointment {

    public enum State {
        HELD,
        BOOKED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    private Long id;

    @OneToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "slot_id", nullable = false, unique = true)
    private Slot slot;

    @Column(nullable = false)
    private String patient;

    private String description;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false)
    private State state;

    private Instant heldUntil;

    @Column(nullable = false)
    private Instant createdAt = Instant.now();

    protected Appointment() {}

    public Appointment(Slot slot, String patient, String description, State state, Instant heldUntil) {
        this.slot = slot;
        this.patient = patient;
        this.description = description;
        this.state = state;
        this.heldUntil = heldUntil;
    }

    public Long getId() {
        return id;
    }

    public Slot getSlot() {
        return slot;
    }

    public State getState() {
        return state;
    }

    public Instant getHeldUntil() {
        return heldUntil;
    }

    public void confirm() {
        this.state = State.BOOKED;
        this.heldUntil = null;
    }
}
