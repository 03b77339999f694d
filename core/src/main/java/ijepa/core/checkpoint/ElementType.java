package ijepa.core.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** What a stored tensor's elements are, little-endian. */
public enum ElementType {
    F16("F16", "float16", 2),
    BF16("BF16", "bfloat16", 2),
    F32("F32", "float32", 4),
    F64("F64", "float64", 8),
    U8("U8", "uint8", 1),
    I32("I32", "int32", 4),
    I64("I64", "int64", 8);

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final String title;
    private final int bytes;

    ElementType(String safetensorsName, String title, int bytes) {
        this.name = safetensorsName;
        this.title = title;
        this.bytes = bytes;
    }

    /** Its name in a safetensors header. */
    public String safetensorsName() {
        return name;
    }

    /** Its name for people, which is PyTorch's. */
    public String title() {
        return title;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** One element, converted. */
    float get(MemorySegment data, long element) {
        long at = element * bytes;
        return switch (this) {
            case F16 -> Float.float16ToFloat(data.get(SHORT, at));
            case BF16 -> Float.intBitsToFloat(data.get(SHORT, at) << 16);
            case F32 -> data.get(FLOAT, at);
            case F64 -> (float) data.get(DOUBLE, at);
            case U8 -> data.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            case I32 -> data.get(INT, at);
            case I64 -> data.get(LONG, at);
        };
    }

    /** Converts consecutive elements. */
    void read(MemorySegment data, long count, FloatBuffer into) {
        if (this == F32 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN && count <= Integer.MAX_VALUE / 4) {
            into.put(data.asSlice(0, count * 4)
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer());
            return;
        }
        for (long i = 0; i < count; i++) {
            into.put(get(data, i));
        }
    }

    /** Writes one value, rounded to nearest. */
    void set(MemorySegment data, long element, float value) {
        long at = element * bytes;
        switch (this) {
            case F16 -> data.set(SHORT, at, Float.floatToFloat16(value));
            case BF16 -> data.set(SHORT, at, toBfloat16(value));
            case F32 -> data.set(FLOAT, at, value);
            case F64 -> data.set(DOUBLE, at, value);
            case U8 -> data.set(ValueLayout.JAVA_BYTE, at, (byte) value);
            case I32 -> data.set(INT, at, (int) value);
            case I64 -> data.set(LONG, at, (long) value);
        }
    }

    private static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >> 16 | 0x40);
        }
        // Round to nearest, ties to even.
        return (short) (bits + 0x7FFF + (bits >> 16 & 1) >> 16);
    }
}
