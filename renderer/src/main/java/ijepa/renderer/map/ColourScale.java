package ijepa.renderer.map;

/**
 * Sequential colour scales whose lightness rises evenly and which colour-blind readers can follow: viridis and magma by
 * S. van der Walt and N. Smith (2015), cividis by Nunez, Anderton and Renslow (2018). Kept as 33 evenly spaced colours of
 * the published tables; in between they are interpolated, at most 2 of 255 steps from the published 256 colours (6 for
 * cividis near its dark end).
 */
public enum ColourScale {
    VIRIDIS(
            "Viridis",
            "440154 470d60 48186a 482374 472d7b 453781 424086 3e4989 3b528b 375b8d 33638d 2f6b8e 2c728e 297a8e 26828e"
                    + " 23898e 21908c 1f978b 1f9f88 21a685 27ad81 31b57b 3ebc74 4dc26c 5cc863 6ece58 82d34d 95d840 aadc32"
                    + " c0df25 d5e21a eae51a fde725"),
    MAGMA(
            "Magma",
            "000004 030312 0a0822 130d34 1d1147 29115a 36106b 440f76 50127c 5d177f 691c81 762181 822681 8f2a81 9c2e7f"
                    + " a9337d b6367a c33b75 cf4070 db476a e65164 ee5c5e f46a5c f9785d fb8861 fd9668 fea571 feb47b fec287"
                    + " fed194 fde0a1 fceeb0 fcfdbf"),
    CIVIDIS(
            "Cividis",
            "00224e 00285b 002e6a 053371 1a386f 273e6e 32436d 3b496c 434e6c 4b546c 535a6d 5a5f6e 61656f 686a71 6f7073"
                    + " 767676 7c7c78 838179 8b8778 928d78 9a9376 a29975 aaa073 b3a670 bbad6d c3b369 ccba64 d4c15f ddc858"
                    + " e6d051 efd748 f8df3c fee838");

    private static final int TABLE = 1024;

    private final String title;
    private final int[] colours = new int[TABLE];

    ColourScale(String title, String controlPoints) {
        this.title = title;
        String[] points = controlPoints.split(" ");
        for (int i = 0; i < TABLE; i++) {
            double place = i / (TABLE - 1.0) * (points.length - 1);
            int below = Math.min((int) place, points.length - 2);
            colours[i] =
                    mix(Integer.parseInt(points[below], 16), Integer.parseInt(points[below + 1], 16), place - below);
        }
    }

    private static int mix(int from, int to, double share) {
        int colour = 0xFF;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xFF;
            int b = to >> shift & 0xFF;
            colour = colour << 8 | (int) Math.round(a + share * (b - a));
        }
        return colour;
    }

    /** What a reader calls it. */
    public String title() {
        return title;
    }

    /** The colour {@code 0xFFRRGGBB} of a position from 0, dark, to 1, light; positions outside take the nearest end's. */
    public int argb(double position) {
        return colours[(int) Math.round(Math.clamp(position, 0, 1) * (TABLE - 1))];
    }
}
