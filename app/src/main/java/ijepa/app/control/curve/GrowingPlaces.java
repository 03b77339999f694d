package ijepa.app.control.curve;

import java.util.Arrays;

/** Places that are appended to. A place left of the one before, as when a clock is set, is put on it. */
public final class GrowingPlaces implements Places {

    private static final int SHIFT = 11;
    private static final int PIECE = 1 << SHIFT;
    private static final int FIRST = 64;

    private double[][] pieces = {new double[FIRST]};
    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public double at(int index) {
        return pieces[index >> SHIFT][index & PIECE - 1];
    }

    public void add(double place) {
        int piece = size >> SHIFT;
        int within = size & PIECE - 1;
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieces.length * 2);
        }
        if (pieces[piece] == null) {
            pieces[piece] = new double[PIECE];
        } else if (within == pieces[piece].length) {
            pieces[piece] = Arrays.copyOf(pieces[piece], Math.min(PIECE, within * 4));
        }
        pieces[piece][within] = size == 0 ? place : Math.max(place, at(size - 1));
        size++;
    }

    /** Forgets all from an index on. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }
}
