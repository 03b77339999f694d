package ijepa.app.decode;

/** Where decoding is. */
public enum DecodeState {
    /** Something that it needs is being opened, or nobody looks. */
    IDLE("Waiting"),
    /** Few samples in few steps, to see something soon. */
    PREVIEWING("Preview"),
    /** All samples in all steps. */
    REFINING("Refining"),
    DONE("Done"),
    /** The user ended it; what was drawn so far stays. */
    CANCELLED("Cancelled"),
    FAILED("Failed"),
    NO_DECODER("No decoder"),
    /** The decoder takes embeddings of another dimension. */
    WRONG_DECODER("Wrong decoder");

    private final String title;

    DecodeState(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether samples are being drawn. */
    boolean isRunning() {
        return this == PREVIEWING || this == REFINING;
    }
}
