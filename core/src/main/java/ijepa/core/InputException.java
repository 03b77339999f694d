package ijepa.core;

/**
 * Something the user gave cannot be used. The message is shown as it is: one sentence or two that name the file or
 * field, say what is wrong with it and what to do.
 */
public class InputException extends RuntimeException {

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
