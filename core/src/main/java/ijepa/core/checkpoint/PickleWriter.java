package ijepa.core.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the description of a PyTorch checkpoint: a pickle of protocol 2 of maps, lists, tuples, numbers, strings and
 * tensors, and collects the tensors in the order of their storages. {@code torch.load(weights_only=True)} knows all that it
 * writes.
 */
final class PickleWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<WrittenTensor> storages = new ArrayList<>();

    /** Values that Python keeps as a tuple. */
    record Tuple(Object... values) {}

    PickleWriter() {
        code(0x80, 2);
    }

    /** The pickle of one value. */
    byte[] end(Object value) {
        write(value);
        code('.');
        return bytes.toByteArray();
    }

    /** The tensors that were written, each with a storage of its own, by the storages' numbers. */
    List<WrittenTensor> storages() {
        return storages;
    }

    private void write(Object value) {
        switch (value) {
            case null -> code('N');
            case Boolean flag -> code(flag ? 0x88 : 0x89);
            case Integer number -> integer(number);
            case Long number -> integer(number);
            case Double number -> {
                code('G');
                bytes.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
            }
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                code('X');
                little(utf8.length);
                bytes.writeBytes(utf8);
            }
            case Map<?, ?> map -> {
                code('}', '(');
                map.forEach((key, item) -> {
                    write(key);
                    write(item);
                });
                code('u');
            }
            case List<?> list -> {
                code(']', '(');
                list.forEach(this::write);
                code('e');
            }
            case Tuple tuple -> {
                code('(');
                for (Object item : tuple.values()) {
                    write(item);
                }
                code('t');
            }
            case WrittenTensor tensor -> tensor(tensor);
            default -> throw new IllegalArgumentException("No pickle for a " + value.getClass());
        }
    }

    private void tensor(WrittenTensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2");
        code('(', '(');
        write("storage");
        global("torch", storage(tensor.type()));
        write(Integer.toString(storages.size()));
        write("cpu");
        write(tensor.elements());
        code('t', 'Q');
        write(0);
        long[] shape = tensor.shape();
        Object[] sizes = new Object[shape.length];
        Object[] strides = new Object[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            sizes[i] = shape[i];
            strides[i] = stride;
            stride *= shape[i];
        }
        write(new Tuple(sizes));
        write(new Tuple(strides));
        write(false);
        global("collections", "OrderedDict");
        code(')', 'R', 't', 'R');
        storages.add(tensor);
    }

    private static String storage(ElementType type) {
        return switch (type) {
            case F16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
            case F32 -> "FloatStorage";
            case F64 -> "DoubleStorage";
            case U8 -> "ByteStorage";
            case I32 -> "IntStorage";
            case I64 -> "LongStorage";
        };
    }

    private void integer(long value) {
        if ((int) value == value) {
            code('J');
            little((int) value);
        } else {
            code(0x8a, Long.BYTES);
            bytes.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value)
                    .array());
        }
    }

    private void global(String module, String name) {
        code('c');
        bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void little(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void code(int... codes) {
        for (int code : codes) {
            bytes.write(code);
        }
    }
}
