package ijepa.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import ijepa.core.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

    @TempDir
    Path folder;

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private void assertRefused(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("some.safetensors"), content);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> SafetensorsFile.open(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("all.safetensors");
        float[] values = {1.5f, -2.25f, 0, 65504, 6.1e-5f, -1e-3f};
        new SafetensorsWriter()
                .metadata("key", "Wert \u00e4")
                .add("f32", new long[] {2, 3}, values)
                .add("f16", ElementType.F16, new long[] {6}, into -> into.put(values))
                .add("bf16", ElementType.BF16, new long[] {3, 2}, into -> into.put(values))
                .add("f64", ElementType.F64, new long[] {6, 1}, into -> into.put(values))
                .add("i64", new long[] {2}, new long[] {Long.MIN_VALUE, 7})
                .add("scalar", new long[0], new float[] {3})
                .add("none", new long[] {0, 4}, new float[0])
                .write(file);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).containsEntry("key", "Wert \u00e4");
            assertThat(read.floats("f32")).containsExactly(values);
            assertThat(read.floats("f64")).containsExactly(values);
            assertThat(read.longs("i64")).containsExactly(Long.MIN_VALUE, 7);
            assertThat(read.floats("scalar")).containsExactly(3);
            assertThat(read.floats("none")).isEmpty();
            assertThat(read.entry("none").shape()).containsExactly(0L, 4L);
            for (int i = 0; i < values.length; i++) {
                assertThat(read.floats("f16")[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(values[i])));
                assertThat(Math.abs(read.floats("bf16")[i] - values[i])).isLessThanOrEqualTo(Math.abs(values[i]) / 256);
            }
            assertThatExceptionOfType(InputException.class)
                    .isThrownBy(() -> read.longs("f32"))
                    .withMessageContaining("f32");
        }
        assertThat(folder.toFile().list()).containsExactly("all.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":{\"dtype\":{},\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[25],\"data_offsets\":[0,100]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2305843009213693952],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}}",
                "{\"a\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}",
                "{\"__metadata__\":[],\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}"
            })
    void headersThatLieAreRefused(String header) throws IOException {
        assertRefused(file(header, 8));
    }

    @Test
    void cutFilesAreRefused() throws IOException {
        byte[] whole = file("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void aDeeplyNestedHeaderIsRefused() throws IOException {
        assertRefused(file("{\"a\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}", 0));
    }

    @Test
    void impossibleHeaderLengthsAreRefused() throws IOException {
        for (long length : new long[] {-1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 30_000_000}) {
            assertRefused(ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array());
        }
        Path sparse = folder.resolve("header.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(1L << 32)
                    .array());
            file.setLength(1L << 33);
        }
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> SafetensorsFile.open(sparse))
                .withMessageContaining(sparse.toString());
    }

    /** Five gibibytes on paper; the file system keeps a few pages of them. */
    @Test
    void offsetsMayExceedFourGibibytes() throws IOException {
        long far = 5L << 30;
        String header = "{\"hole\":{\"dtype\":\"U8\",\"shape\":[" + far + "],\"data_offsets\":[0," + far
                + "]},\"far\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + far + "," + (far + 8) + "]}}";
        byte[] start = file(header, 0);
        Path sparse = folder.resolve("sparse.safetensors");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write(start);
            file.seek(start.length + far);
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(1.5f)
                    .putFloat(-4)
                    .array());
        }
        try (SafetensorsFile file = SafetensorsFile.open(sparse)) {
            assertThat(file.floats("far")).containsExactly(1.5f, -4);
            assertThat(file.entry("hole").elements()).isEqualTo(far);
        }
    }
}
