package ijepa.app.control.curve;

/** Where the values of a curve stand on the horizontal axis, from left to right. */
public interface Places {

    int size();

    /** The place of a value; never smaller than that of the value before. */
    double at(int index);

    /** The first value at a place or right of it, looked for from an index on; {@link #size} where there is none. */
    default int firstFrom(double place, int from) {
        int low = from;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** These places in another unit, from another origin: {@code (place - origin) * scale}. */
    default Places scaled(double origin, double scale) {
        Places base = this;
        return new Places() {
            @Override
            public int size() {
                return base.size();
            }

            @Override
            public double at(int index) {
                return (base.at(index) - origin) * scale;
            }
        };
    }
}
