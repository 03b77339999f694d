package ijepa.core.image;

import java.util.Optional;

/**
 * What a JPEG file's frame header says, found without decoding.
 *
 * @param components 1 for grey, 3 for colour, 4 for CMYK
 * @param profiled   whether the file says by an ICC profile what its colours mean
 */
record JpegHeader(int width, int height, int components, boolean profiled) {

    private static final int FIRST_FRAME = 0xC0;
    private static final int PROGRESSIVE_FRAME = 0xC2;
    private static final int LAST_FRAME = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int EXTENSION = 0xC8;
    private static final int ARITHMETIC_CONDITIONING = 0xCC;
    private static final int START_OF_SCAN = 0xDA;
    private static final int PROFILE_SEGMENT = 0xE2;

    /**
     * The header of a whole JPEG file of the common kinds: Huffman-coded, baseline to progressive, 8 bits a sample, from its
     * first marker to the marker that ends it.
     */
    static Optional<JpegHeader> of(byte[] file) {
        if (file.length < 4
                || unsigned16(file, 0) != 0xFFD8
                || file[2] != (byte) 0xFF
                || unsigned16(file, file.length - 2) != 0xFFD9) {
            return Optional.empty();
        }
        boolean profiled = false;
        int at = 2;
        while (at + 10 <= file.length && file[at] == (byte) 0xFF) {
            int marker = file[at + 1] & 0xFF;
            if (marker >= FIRST_FRAME && marker <= PROGRESSIVE_FRAME) {
                return file[at + 4] == 8
                        ? Optional.of(new JpegHeader(
                                unsigned16(file, at + 7), unsigned16(file, at + 5), file[at + 9] & 0xFF, profiled))
                        : Optional.empty();
            }
            boolean otherFrame = marker > PROGRESSIVE_FRAME
                    && marker <= LAST_FRAME
                    && marker != HUFFMAN_TABLES
                    && marker != EXTENSION
                    && marker != ARITHMETIC_CONDITIONING;
            if (otherFrame || marker == START_OF_SCAN || marker < FIRST_FRAME) {
                return Optional.empty();
            }
            profiled |= marker == PROFILE_SEGMENT
                    && at + 8 < file.length
                    && file[at + 4] == 'I'
                    && file[at + 5] == 'C'
                    && file[at + 6] == 'C';
            at += 2 + unsigned16(file, at + 2);
        }
        return Optional.empty();
    }

    private static int unsigned16(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
