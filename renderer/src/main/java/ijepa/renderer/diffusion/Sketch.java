package ijepa.renderer.diffusion;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ijepa.core.tensor.DiffusionKernels;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The coarse picture that a linear map makes of a condition: the best by least squares, with a little shrinkage, one map for
 * each {@link ConditionKind}. The network sees it beside the noisy picture, as guided-diffusion's upsampling network sees the picture
 * that it enlarges, for its own way to take a condition in says the same to every place and learns a layout slowly.
 *
 * @param side   of its pictures
 * @param weight {@code [kinds][3 * side * side * D]}, of each component of a scaled embedding, D in the innermost place
 * @param bias   {@code [kinds][3 * side * side]}: the mean picture of each kind, from -1 to 1
 */
record Sketch(int side, float[][] weight, float[][] bias) {

    /** Added to each component's sum of squares, which is about the number of examples. */
    private static final double SHRINKAGE = 10;

    /**
     * What a map is measured on.
     *
     * @param condition the scaled embedding and its kind, see {@link ConditionScale#condition}
     * @param picture   {@code [3, side, side]} from -1 to 1
     */
    record Example(float[] condition, float[] picture) {}

    /** Measures the maps; that of a kind without examples makes grey. */
    static Sketch measure(int side, List<Example> examples) {
        ConditionKind[] kinds = ConditionKind.values();
        int dim = examples.getFirst().condition.length - kinds.length;
        int pixels = 3 * side * side;
        float[][] weight = new float[kinds.length][pixels * dim];
        float[][] bias = new float[kinds.length][pixels];
        for (int kind = 0; kind < kinds.length; kind++) {
            int place = dim + kind;
            List<Example> own = examples.stream()
                    .filter(example -> example.condition[place] != 0)
                    .toList();
            if (!own.isEmpty()) {
                measure(own, dim, weight[kind], bias[kind]);
            }
        }
        return new Sketch(side, weight, bias);
    }

    /** The same with some kinds' maps from elsewhere. */
    Sketch with(Set<ConditionKind> kinds, Sketch measured) {
        return new Sketch(
                side,
                ConditionKind.withRows(weight, kinds, measured.weight),
                ConditionKind.withRows(bias, kinds, measured.bias));
    }

    private static void measure(List<Example> examples, int dim, float[] weight, float[] bias) {
        double[] middle = new double[dim];
        double[] grey = new double[bias.length];
        for (Example example : examples) {
            for (int d = 0; d < dim; d++) {
                middle[d] += example.condition[d] / examples.size();
            }
            for (int p = 0; p < grey.length; p++) {
                grey[p] += example.picture[p] / examples.size();
            }
        }
        DMatrixRMaj x = new DMatrixRMaj(examples.size(), dim);
        DMatrixRMaj y = new DMatrixRMaj(examples.size(), grey.length);
        for (int i = 0; i < examples.size(); i++) {
            for (int d = 0; d < dim; d++) {
                x.set(i, d, examples.get(i).condition[d] - middle[d]);
            }
            for (int p = 0; p < grey.length; p++) {
                y.set(i, p, examples.get(i).picture[p] - grey[p]);
            }
        }
        DMatrixRMaj squares = new DMatrixRMaj(dim, dim);
        DMatrixRMaj products = new DMatrixRMaj(dim, grey.length);
        CommonOps_DDRM.multInner(x, squares);
        CommonOps_DDRM.multTransA(x, y, products);
        for (int d = 0; d < dim; d++) {
            squares.add(d, d, SHRINKAGE);
        }
        DMatrixRMaj found = new DMatrixRMaj(dim, grey.length);
        if (!CommonOps_DDRM.solve(squares, products, found)) {
            throw new IllegalStateException("The linear map of embeddings to coarse pictures has no solution.");
        }
        for (int p = 0; p < grey.length; p++) {
            double constant = grey[p];
            for (int d = 0; d < dim; d++) {
                weight[p * dim + d] = (float) found.get(d, p);
                constant -= found.get(d, p) * middle[d];
            }
            bias[p] = (float) constant;
        }
    }

    /**
     * Share of what coarse pictures of a kind differ by, measured from the mean picture, that their sketches explain; NaN
     * without any.
     *
     * @param others pictures that this was not measured on
     */
    double explained(ConditionKind kind, List<Example> others) {
        double all = 0;
        double left = 0;
        for (Example other : others) {
            int dim = other.condition.length - bias.length;
            if (other.condition[dim + kind.ordinal()] != 0) {
                float[] sketch = of(other.condition);
                for (int p = 0; p < sketch.length; p++) {
                    all += Math.pow(other.picture[p] - bias[kind.ordinal()][p], 2);
                    left += Math.pow(other.picture[p] - sketch[p], 2);
                }
            }
        }
        return 1 - left / all;
    }

    /** The coarse picture of a condition, {@code [3, side, side]} from -1 to 1; the mean picture where it is dropped. */
    float[] of(float[] condition) {
        int dim = condition.length - bias.length;
        float[] picture = new float[bias[0].length];
        for (int kind = 0; kind < bias.length; kind++) {
            if (condition[dim + kind] != 0) {
                for (int p = 0; p < picture.length; p++) {
                    float sum = bias[kind][p];
                    for (int d = 0; d < dim; d++) {
                        sum += weight[kind][p * dim + d] * condition[d];
                    }
                    picture[p] = Math.clamp(sum, -1f, 1f);
                }
            }
        }
        return picture;
    }

    /** Coarse pictures of conditions, one after the other in an array, at another size: {@code [B, 3, size, size]}. */
    NDArray pictures(NDManager into, DiffusionKernels kernels, float[] conditions, int dim, int size) {
        int count = conditions.length / dim;
        float[] values = new float[count * bias[0].length];
        for (int i = 0; i < count; i++) {
            float[] own = of(Arrays.copyOfRange(conditions, i * dim, (i + 1) * dim));
            System.arraycopy(own, 0, values, i * own.length, own.length);
        }
        return kernels.resize(into, into.create(values, new Shape(count, 3, side, side)), size, size);
    }
}
