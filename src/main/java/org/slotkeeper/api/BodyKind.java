package org.slotkeeper.api;

import java.util.List;

/** What kind of body an operation takes, and how long it may be. */
public enum BodyKind {
    NONE(0),
    FHIR(64 * 1024, "application/fhir+json", "application/json"),
    JSON(256 * 1024, "application/json"),
    FORM(4 * 1024, "application/x-www-form-urlencoded");

    private final int bytesMax;
    private final List<String> mediaTypes;

    BodyKind(int bytesMax, String... mediaTypes) {
        this.bytesMax = bytesMax;
        this.mediaTypes = List.of(mediaTypes);
    }

    public int bytesMax() {
        return bytesMax;
    }

    public List<String> mediaTypes() {
        return mediaTypes;
    }
}
