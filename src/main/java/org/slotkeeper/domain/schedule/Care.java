package org.slotkeeper.domain.schedule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slotkeeper.domain.party.OdsCode;

/**
 * What a patient who books is promised beside the time: who, how, what for and where. It never
 * changes under a patient. Words are tidied, wherever they come from, so that the same words are
 * the same care.
 *
 * @param clinician the name that the patient sees
 * @param role the clinician's role, in words or as an SDS job role code
 * @param serviceType the practice's own name for this kind of appointment
 * @param location the place, the main one or a branch of the practice
 */
public record Care(String clinician, String role, Channel channel, String serviceType, String location) {

    public static final int TEXT_MAX = 100;

    private static final int ID_BYTES = 6;

    public Care {
        clinician = words("clinician", clinician);
        role = words("role", role);
        serviceType = words("serviceType", serviceType);
        location = words("location", location);
    }

    /**
     * Whether both are cared for by one person, who is in one place at a time. Clinicians have no
     * ids: who has the same name, role and place is the same.
     */
    public boolean isOfSamePerson(Care other) {
        return clinician.equals(other.clinician) && role.equals(other.role) && location.equals(other.location);
    }

    /**
     * The schedule (one clinician's book at one place) at the practice that this care belongs to:
     * stable and public.
     */
    public String scheduleId(OdsCode practice) {
        return id(practice, 's', clinician + '\u001f' + role + '\u001f' + location);
    }

    /**
     * The person who gives this care at the practice: the same name, role and place is the same
     * person. Stable and public.
     */
    public String practitionerId(OdsCode practice) {
        return id(practice, 'p', clinician + '\u001f' + role + '\u001f' + location);
    }

    /** The place of this care at the practice: stable and public. */
    public String locationId(OdsCode practice) {
        return id(practice, 'l', location);
    }

    private static String id(OdsCode practice, char kind, String text) {
        return practice.value() + '-' + kind + HexFormat.of().formatHex(sha256(text), 0, ID_BYTES);
    }

    private static String words(String name, String text) {
        if (text.isBlank() || !Wording.fits(text, TEXT_MAX)) {
            throw new IllegalArgumentException(name + " must have 1 to " + TEXT_MAX + " characters");
        }
        return Wording.LINE.kept(text, TEXT_MAX);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
