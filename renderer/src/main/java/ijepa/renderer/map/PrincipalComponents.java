package ijepa.renderer.map;

import java.util.List;
import java.util.stream.IntStream;

import ijepa.core.model.Embeddings;

/**
 * Principal component analysis of embedding vectors: the mean and the orthonormal directions of largest variance.
 * Equal vectors give equal components, signs included: a component's entry of largest magnitude is positive.
 */
public final class PrincipalComponents {

    /** Rows of a product that are summed together. */
    private static final int TILE = 16;

    private final double[] mean;
    private final double[][] components;
    private final double[] variances;
    private final double totalVariance;

    private PrincipalComponents(double[] mean, double[][] components, double[] variances, double totalVariance) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
        this.totalVariance = totalVariance;
    }

    /**
     * Analyses all vectors of one or more sets together.
     *
     * @param sets       at least one vector in all, every set of the same dimension D
     * @param components how many directions, 1 to D; those beyond the vectors' rank have variance 0
     */
    public static PrincipalComponents fit(List<Embeddings> sets, int components) {
        int count = sets.stream().mapToInt(Embeddings::count).sum();
        if (count == 0) {
            throw new IllegalArgumentException("Principal components need at least one vector.");
        }
        int dimension = sets.getFirst().dimension();
        for (Embeddings set : sets) {
            if (set.dimension() != dimension) {
                throw new IllegalArgumentException("Vectors of " + set.dimension() + " and of " + dimension
                        + " components cannot be analysed together.");
            }
        }
        if (components < 1 || components > dimension) {
            throw new IllegalArgumentException("Vectors of " + dimension + " components have 1 to " + dimension
                    + " principal components, not " + components + ".");
        }
        double[][] rows = rows(sets, count, dimension);
        double[] mean = centre(rows);
        // The variances' divisor is the unbiased one.
        double divisor = Math.max(1, count - 1);
        double total = 0;
        for (double[] row : rows) {
            for (double value : row) {
                total += value * value;
            }
        }
        // X'X and XX' have the same eigenvalues; the smaller one is cheaper.
        double[][] columns = transpose(rows);
        boolean dual = count < dimension;
        int found = Math.min(components, Math.min(count, dimension));
        SymmetricEigen eigen = SymmetricEigen.largest(dual ? squares(columns) : squares(rows), found);
        double[][] directions = new double[components][dimension];
        double[] variances = new double[components];
        for (int i = 0; i < found; i++) {
            variances[i] = eigen.values()[i] / divisor;
            if (dual) {
                for (int row = 0; row < count; row++) {
                    SymmetricEigen.addScaled(directions[i], rows[row], eigen.vectors()[i][row]);
                }
            } else {
                directions[i] = eigen.vectors()[i];
            }
        }
        SymmetricEigen.orthonormalise(directions);
        for (double[] direction : directions) {
            fixSign(direction);
        }
        return new PrincipalComponents(mean, directions, variances, total / divisor);
    }

    private static double[][] rows(List<Embeddings> sets, int count, int dimension) {
        double[][] rows = new double[count][dimension];
        int next = 0;
        for (Embeddings set : sets) {
            for (int i = 0; i < set.count(); i++, next++) {
                for (int k = 0; k < dimension; k++) {
                    rows[next][k] = set.values()[i * dimension + k];
                }
            }
        }
        return rows;
    }

    private static double[] centre(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            SymmetricEigen.addScaled(mean, row, 1.0 / rows.length);
        }
        for (double[] row : rows) {
            SymmetricEigen.addScaled(row, mean, -1);
        }
        return mean;
    }

    private static double[][] transpose(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < columns.length; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        return columns;
    }

    /** {@code A'A} of a matrix given by its rows. */
    private static double[][] squares(double[][] rows) {
        int size = rows[0].length;
        double[][] result = new double[size][size];
        IntStream.range(0, Math.ceilDiv(size, TILE))
                .parallel()
                .forEach(tile -> fillUpper(result, rows, tile * TILE, Math.min(size, (tile + 1) * TILE)));
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                result[i][j] = result[j][i];
            }
        }
        return result;
    }

    /** Some rows of {@code A'A} from the diagonal on; several at once, because reading A is what takes the time. */
    private static void fillUpper(double[][] sums, double[][] rows, int from, int to) {
        int next = 0;
        // Four rows at a time, because the sums' way to memory and back takes time too.
        for (; next + 3 < rows.length; next += 4) {
            for (int i = from; i < to; i++) {
                add(sums[i], rows[next], rows[next + 1], rows[next + 2], rows[next + 3], i);
            }
        }
        for (; next < rows.length; next++) {
            double[] row = rows[next];
            for (int i = from; i < to; i++) {
                double[] sum = sums[i];
                for (int k = i; k < sum.length; k++) {
                    sum[k] += row[i] * row[k];
                }
            }
        }
    }

    private static void add(double[] sum, double[] a, double[] b, double[] c, double[] d, int i) {
        double ofA = a[i];
        double ofB = b[i];
        double ofC = c[i];
        double ofD = d[i];
        for (int k = i; k < sum.length; k++) {
            sum[k] += ofA * a[k] + ofB * b[k] + ofC * c[k] + ofD * d[k];
        }
    }

    private static void fixSign(double[] direction) {
        double largest = 0;
        for (double value : direction) {
            if (Math.abs(value) > Math.abs(largest)) {
                largest = value;
            }
        }
        if (largest < 0) {
            for (int k = 0; k < direction.length; k++) {
                direction[k] = -direction[k];
            }
        }
    }

    /** A copy of one direction, {@code [D]}, of length 1. */
    double[] component(int index) {
        return components[index].clone();
    }

    /** Variance along one component, with the unbiased divisor; falls with the index. */
    double variance(int index) {
        return variances[index];
    }

    /** The share of all variance that lies along one component, 0 to 1; 0 where all vectors are equal. */
    public double share(int index) {
        return totalVariance > 0 ? variances[index] / totalVariance : 0;
    }

    /** Coordinates of vectors along the components, {@code [count, components]}, the mean at 0. */
    public Embeddings project(Embeddings set) {
        if (set.dimension() != mean.length) {
            throw new IllegalArgumentException(
                    "These components are of " + mean.length + " dimensions, not " + set.dimension() + ".");
        }
        float[] projected = new float[set.count() * components.length];
        for (int i = 0; i < set.count(); i++) {
            for (int c = 0; c < components.length; c++) {
                double sum = 0;
                for (int k = 0; k < mean.length; k++) {
                    sum += (set.values()[i * mean.length + k] - mean[k]) * components[c][k];
                }
                projected[i * components.length + c] = (float) sum;
            }
        }
        return new Embeddings(set.count(), components.length, projected);
    }
}
