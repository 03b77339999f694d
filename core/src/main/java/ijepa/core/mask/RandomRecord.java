package ijepa.core.mask;

/**
 * One batch of the random collator.
 *
 * @param number  the iteration, which seeds the share
 * @param context {@code [1][B][Nc]} patch indices in the order they were drawn
 * @param target  {@code [1][B][Nt]}
 */
public record RandomRecord(long number, int[][][] context, int[][][] target) {}
