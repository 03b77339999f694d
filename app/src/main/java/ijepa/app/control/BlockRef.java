package ijepa.app.control;

/**
 * Which region of a layout is meant.
 *
 * @param role  target or context
 * @param index its place in the layout's list of that role, from 0
 */
public record BlockRef(Role role, int index) {

    /** What a region is for. */
    public enum Role {
        TARGET,
        CONTEXT
    }

    public static BlockRef target(int index) {
        return new BlockRef(Role.TARGET, index);
    }

    public static BlockRef context(int index) {
        return new BlockRef(Role.CONTEXT, index);
    }

    public boolean isTarget() {
        return role == Role.TARGET;
    }

    /** The name as a user reads it, counted from 1. */
    public String title() {
        return (isTarget() ? "Target " : "Context ") + (index + 1);
    }
}
