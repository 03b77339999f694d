package ijepa.core.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ijepa.core.InputException;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads the pickle of a PyTorch checkpoint into maps, lists, numbers, strings and {@link StoredTensor}s. A pickle is a
 * program; here only the instructions and the classes that a checkpoint of tensors needs are carried out, and nothing that
 * it names is ever loaded. Keys of maps keep their order.
 */
final class TorchPickle extends Unpickler {

    /** Everything that {@code torch.save} writes for such a checkpoint, and no more; set items are done here. */
    private static final String INSTRUCTIONS =
            "().}]NtJKMGXCBqrhjaeRQ\u0080\u0081\u0085\u0086\u0087\u0088\u0089\u008a\u008c\u0094\u0095";

    private static final Map<String, ElementType> STORAGES = Map.of(
            "FloatStorage", ElementType.F32,
            "HalfStorage", ElementType.F16,
            "BFloat16Storage", ElementType.BF16,
            "DoubleStorage", ElementType.F64,
            "LongStorage", ElementType.I64,
            "IntStorage", ElementType.I32,
            "ByteStorage", ElementType.U8);

    private static final Set<String> TYPES =
            Set.of("float32", "float16", "bfloat16", "float64", "int64", "int32", "uint8", "bool");

    private final Content content;
    private final Storages storages;

    /** Where a storage's bytes are. */
    @FunctionalInterface
    interface Storages {

        /**
         * Finds one.
         *
         * @param bytes how many it must have
         * @return the byte at which it starts
         * @throws InputException when there is none, or a shorter one
         */
        long offset(String key, long bytes);
    }

    /** A class of storages, named in the pickle. */
    private record StorageType(ElementType type) implements IObjectConstructor {

        @Override
        public Object construct(Object[] arguments) {
            throw new IllegalStateException("a storage is built from nothing");
        }
    }

    private record Storage(ElementType type, long offset, long elements) {}

    /** A numpy scalar's type, such as {@code f8}. */
    private record NumpyType(String code) {}

    private TorchPickle(Content content, Storages storages) {
        this.content = content;
        this.storages = storages;
    }

    /**
     * Reads a pickle.
     *
     * @param content the file it is in, whose bytes its tensors are
     * @throws InputException when it is damaged or names a class that no checkpoint of tensors needs
     */
    static Object read(Content content, byte[] pickle, Storages storages) {
        TorchPickle reader = new TorchPickle(content, storages);
        try {
            return reader.load(new ByteArrayInputStream(pickle));
        } catch (InputException refused) {
            throw refused;
        } catch (IOException | RuntimeException | StackOverflowError damage) {
            throw new InputException(
                    content.name() + " is damaged: its description of the tensors (data.pkl) cannot be read.", damage);
        }
    }

    @Override
    protected Object dispatch(short key) throws IOException {
        switch (key) {
            case 'X', 'B' -> requireLength();
            case 'c' -> {
                String module = PickleUtils.readline(input);
                stack.add(named(module, PickleUtils.readline(input)));
                return NO_RETURN_VALUE;
            }
            case 0x93 -> {
                String name = (String) stack.pop();
                stack.add(named((String) stack.pop(), name));
                return NO_RETURN_VALUE;
            }
            case '}' -> {
                stack.add(new LinkedHashMap<>());
                return NO_RETURN_VALUE;
            }
            case 's', 'u' -> {
                setItems(key == 's');
                return NO_RETURN_VALUE;
            }
            case 'b' -> {
                // The state of an ordered map or of a numpy type: attributes that nothing here needs.
                stack.pop();
                return NO_RETURN_VALUE;
            }
            default -> {
                if (INSTRUCTIONS.indexOf(key) < 0) {
                    throw new InputException(content.name()
                            + " holds more than tensors: its description uses an instruction (code " + key
                            + ") that no checkpoint needs, so it is not read.");
                }
            }
        }
        return super.dispatch(key);
    }

    /** A length of four bytes is believed only as far as there are bytes. */
    private void requireLength() throws IOException {
        InputStream in = input;
        in.mark(4);
        long length = Integer.toUnsignedLong(
                ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (length > in.available()) {
            throw new IOException("a string of " + length + " bytes reaches behind the end");
        }
        in.reset();
    }

    private void setItems(boolean single) {
        List<Object> items = new ArrayList<>();
        if (single) {
            Object value = stack.pop();
            items.add(stack.pop());
            items.add(value);
        } else {
            items.addAll(stack.pop_all_since_marker());
        }
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) stack.peek();
        for (int i = 0; i < items.size(); i += 2) {
            Object key = items.get(i);
            if (!(key instanceof String || key instanceof Integer || key instanceof Long)) {
                throw new IllegalStateException("a key is neither a string nor a whole number");
            }
            map.put(key instanceof Integer whole ? Long.valueOf(whole) : key, items.get(i + 1));
        }
    }

    private Object named(String module, String name) {
        String full = module + "." + name;
        if (module.equals("torch") && STORAGES.containsKey(name)) {
            return new StorageType(STORAGES.get(name));
        }
        if (module.equals("torch") && TYPES.contains(name)) {
            return full;
        }
        return switch (full) {
            case "torch._utils._rebuild_tensor_v2" -> constructor(this::tensor);
            case "torch._utils._rebuild_parameter" -> constructor(arguments -> arguments[0]);
            case "torch.Size" -> constructor(arguments -> arguments.length == 0 ? List.of() : longs(arguments[0]));
            case "torch.device" -> constructor(arguments -> arguments[0]);
            case "collections.OrderedDict" -> constructor(TorchPickle::orderedMap);
            case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> constructor(TorchPickle::scalar);
            case "numpy.dtype" -> constructor(arguments -> new NumpyType((String) arguments[0]));
            case "_codecs.encode" ->
                constructor(arguments -> ((String) arguments[0]).getBytes(StandardCharsets.ISO_8859_1));
            default ->
                throw new InputException(
                        content.name() + " asks for the Python class " + full
                                + ", which is not a tensor, so nothing of it is read: save only tensors and numbers in a checkpoint.");
        };
    }

    /** Gives a lambda the library's type. */
    private static IObjectConstructor constructor(IObjectConstructor constructor) {
        return constructor;
    }

    private static Object orderedMap(Object[] arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.length > 0) {
            for (Object pair : (List<?>) arguments[0]) {
                Object[] entry = pair instanceof List<?> list ? list.toArray() : (Object[]) pair;
                map.put((String) entry[0], entry[1]);
            }
        }
        return map;
    }

    private static Object scalar(Object[] arguments) {
        ByteBuffer bytes = ByteBuffer.wrap((byte[]) arguments[1]).order(ByteOrder.LITTLE_ENDIAN);
        return switch (((NumpyType) arguments[0]).code()) {
            case "f8" -> bytes.getDouble();
            case "f4" -> (double) bytes.getFloat();
            case "i8" -> bytes.getLong();
            case "i4" -> (long) bytes.getInt();
            default -> throw new IllegalStateException("a numpy scalar of another type");
        };
    }

    @Override
    protected Object persistentLoad(Object id) {
        Object[] parts = (Object[]) id;
        ElementType type = ((StorageType) parts[1]).type();
        long elements = ((Number) parts[4]).longValue();
        if (!"storage".equals(parts[0]) || elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
            throw new IllegalStateException("an impossible storage");
        }
        return new Storage(type, storages.offset((String) parts[2], elements * type.bytes()), elements);
    }

    private Object tensor(Object[] arguments) {
        Storage storage = (Storage) arguments[0];
        return StridedTensor.within(
                content,
                storage.type(),
                storage.offset(),
                storage.elements(),
                ((Number) arguments[1]).longValue(),
                longs(arguments[2]),
                longs(arguments[3]));
    }

    private static List<Long> longs(Object tuple) {
        List<Long> numbers = new ArrayList<>();
        for (Object number : tuple instanceof List<?> list ? list.toArray() : (Object[]) tuple) {
            numbers.add(((Number) number).longValue());
        }
        return List.copyOf(numbers);
    }
}
