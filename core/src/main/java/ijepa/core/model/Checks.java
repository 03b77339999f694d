package ijepa.core.model;

/** Limits that every transformer here has. */
final class Checks {

    private Checks() {}

    static void transformer(String what, int dim, int depth, int heads) {
        if (dim < 4 || dim % 4 != 0) {
            throw new IllegalArgumentException("The " + what
                    + "'s width must be a positive multiple of 4 (sine-cosine positions need that), not " + dim + ".");
        }
        if (depth < 1) {
            throw new IllegalArgumentException("The " + what + " needs at least one block, not " + depth + ".");
        }
        if (heads < 1 || dim % heads != 0) {
            throw new IllegalArgumentException(
                    "The " + what + "'s " + heads + " heads do not divide its width " + dim + ".");
        }
    }
}
