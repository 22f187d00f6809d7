package org.slotkeeper.domain.schedule;

/** How patient and clinician meet. The words are those of UK Core's delivery channel. */
public enum Channel {
    IN_PERSON("In-person"),
    TELEPHONE("Telephone"),
    VIDEO("Video");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException for any other word */
    public static Channel ofWord(String word) {
        for (Channel channel : values()) {
            if (channel.word.equals(word)) {
                return channel;
            }
        }
        throw new IllegalArgumentException("must be In-person, Telephone or Video");
    }
}
