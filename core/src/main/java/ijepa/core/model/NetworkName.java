package ijepa.core.model;

/** Which of several networks in one file parameters belong to. */
@FunctionalInterface
public interface NetworkName {

    /** What the names of its parameters start with. */
    String prefix();
}
