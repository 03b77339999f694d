package ijepa.renderer.figure;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells whether two pictures are one and the same, so that a file holds it once. */
final class RasterKey {

    private final Raster raster;
    private final boolean smooth;
    private final int hash;

    private RasterKey(Raster raster, boolean smooth) {
        this.raster = raster;
        this.smooth = smooth;
        this.hash = Arrays.hashCode(raster.argb()) * 31 + raster.width();
    }

    /** Of a picture's pixels and how they are joined. */
    static RasterKey of(Element.Picture picture) {
        return new RasterKey(picture.raster(), picture.smooth());
    }

    /** Tells it from all others without its pixels. */
    String digest() {
        ByteBuffer bytes = ByteBuffer.allocate(raster.argb().length * Integer.BYTES);
        bytes.asIntBuffer().put(raster.argb());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
            return HexFormat.of().formatHex(digest) + " " + raster.width() + (smooth ? " smooth" : "");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256.", impossible);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RasterKey key
                && key.smooth == smooth
                && key.raster.width() == raster.width()
                && Arrays.equals(key.raster.argb(), raster.argb());
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
