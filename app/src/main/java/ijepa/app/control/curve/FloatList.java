package ijepa.app.control.curve;

import java.util.Arrays;

/** Numbers in pieces of one size, so that growing neither copies them nor leaves half of the memory unused. */
final class FloatList {

    private static final int SHIFT = 11;
    private static final int PIECE = 1 << SHIFT;
    private static final int FIRST = 64;

    private float[][] pieces = {new float[FIRST]};
    private int size;

    int size() {
        return size;
    }

    float get(int index) {
        return pieces[index >> SHIFT][index & PIECE - 1];
    }

    void add(float value) {
        int piece = size >> SHIFT;
        int place = size & PIECE - 1;
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieces.length * 2);
        }
        if (pieces[piece] == null) {
            pieces[piece] = new float[PIECE];
        } else if (place == pieces[piece].length) {
            pieces[piece] = Arrays.copyOf(pieces[piece], Math.min(PIECE, place * 4));
        }
        pieces[piece][place] = value;
        size++;
    }

    /** Forgets all from an index on. */
    void truncate(int length) {
        size = Math.min(size, length);
    }
}
