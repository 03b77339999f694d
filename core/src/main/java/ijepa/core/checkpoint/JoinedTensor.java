package ijepa.core.checkpoint;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Tensors one below the other, as one: Hugging Face keeps the rows of query, key and value apart.
 *
 * @param parts alike but for their first size
 */
record JoinedTensor(List<StoredTensor> parts) implements StoredTensor {

    @Override
    public ElementType type() {
        return parts.getFirst().type();
    }

    @Override
    public List<Long> shape() {
        List<Long> shape = new ArrayList<>(parts.getFirst().shape());
        shape.set(0, parts.stream().mapToLong(part -> part.shape().getFirst()).sum());
        return List.copyOf(shape);
    }

    @Override
    public void read(FloatBuffer into) {
        parts.forEach(part -> part.read(into));
    }
}
