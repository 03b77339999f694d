package ijepa.renderer.figure;

import java.nio.ByteBuffer;
import java.util.Arrays;

import ijepa.renderer.predict.Digests;

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
        return Digests.sha256(bytes.array()) + " " + raster.width() + (smooth ? " smooth" : "");
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
