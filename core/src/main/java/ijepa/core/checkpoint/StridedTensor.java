package ijepa.core.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.List;

import ijepa.core.InputException;

/**
 * A tensor over a stretch of a file.
 *
 * @param content the file; open while the tensor is read
 * @param offset  byte of the first element
 * @param shape   sizes
 * @param strides elements from one index to the next, per dimension
 */
record StridedTensor(Content content, ElementType type, long offset, List<Long> shape, List<Long> strides)
        implements StoredTensor {

    /** One whose elements follow each other in row-major order. */
    static StridedTensor contiguous(Content content, ElementType type, long offset, List<Long> shape) {
        return new StridedTensor(content, type, offset, shape, rowMajor(shape));
    }

    /**
     * One within a storage of elements.
     *
     * @param storageOffset    byte at which the storage starts
     * @param storageElements  its length
     * @param first            element of it at which the tensor starts
     * @throws InputException when the tensor would reach out of the storage, or repeat elements of it
     */
    static StridedTensor within(
            Content content,
            ElementType type,
            long storageOffset,
            long storageElements,
            long first,
            List<Long> shape,
            List<Long> strides) {
        if (shape.size() != strides.size()
                || first < 0
                || shape.stream().anyMatch(side -> side < 0)
                || strides.stream().anyMatch(stride -> stride < 0)) {
            throw new InputException(content.name() + " is damaged: it has a tensor of shape " + shape
                    + " with strides " + strides + ".");
        }
        try {
            StridedTensor tensor = new StridedTensor(
                    content, type, Math.addExact(storageOffset, first * type.bytes()), shape, strides);
            // A stride of zero would let a few bytes claim any number of values.
            if (Math.addExact(first, tensor.extent()) > storageElements || tensor.elements() > storageElements) {
                throw new InputException(content.name() + " is damaged: a tensor of shape " + shape + " with strides "
                        + strides + " does not fit its storage of " + storageElements + " values.");
            }
            return tensor;
        } catch (ArithmeticException overflow) {
            throw new InputException(
                    content.name() + " is damaged: it has a tensor of the impossible shape " + shape + ".", overflow);
        }
    }

    private static List<Long> rowMajor(List<Long> shape) {
        Long[] strides = new Long[shape.size()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return List.of(strides);
    }

    /** Elements from the first to behind the last. */
    private long extent() {
        if (shape.contains(0L)) {
            return 0;
        }
        long last = 0;
        for (int i = 0; i < shape.size(); i++) {
            last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
        }
        return last + 1;
    }

    private boolean isContiguous() {
        List<Long> rowMajor = rowMajor(shape);
        for (int i = 0; i < shape.size(); i++) {
            if (shape.get(i) != 1 && !strides.get(i).equals(rowMajor.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void read(FloatBuffer into) {
        content.read(offset, extent() * type.bytes(), data -> {
            if (isContiguous()) {
                type.read(data, elements(), into);
            } else {
                readStrided(data, 0, 0, into);
            }
        });
    }

    private void readStrided(MemorySegment data, int dimension, long element, FloatBuffer into) {
        if (dimension == shape.size()) {
            into.put(type.get(data, element));
            return;
        }
        for (long i = 0; i < shape.get(dimension); i++) {
            readStrided(data, dimension + 1, element + i * strides.get(dimension), into);
        }
    }
}
