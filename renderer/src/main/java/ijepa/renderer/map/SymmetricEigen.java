package ijepa.renderer.map;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The largest eigenvalues of a symmetric positive semi-definite matrix: a block Krylov space, grown from the best vectors so
 * far and searched by a Rayleigh-Ritz step, whose small problem cyclic Jacobi rotations solve (Golub and Van Loan, Matrix
 * Computations, sections 8.5 and 10.3). It takes a few products of the matrix where plain subspace iteration takes hundreds.
 * Starts from fixed numbers and sums in a fixed order, so equal matrices give equal results.
 *
 * @param values  eigenvalues, largest first
 * @param vectors {@code [values.length][size]}, orthonormal
 */
record SymmetricEigen(double[] values, double[][] vectors) {

    /** More vectors are iterated than asked for: what limits the speed is the ratio to the first one left out. */
    private static final int SPARE = 8;

    /** Below this size the subspace is the whole space and one step is exact. */
    private static final int WHOLE = 24;

    /** Blocks of a Krylov space: the best vectors, and the matrix applied to them again and again. */
    private static final int BLOCKS = 6;

    private static final int MOST_STEPS = 300;
    private static final double TOLERANCE = 1e-9;
    private static final int JACOBI_SWEEPS = 60;

    /**
     * Finds the leading pairs.
     *
     * @param matrix symmetric, {@code [size][size]}
     * @param count  how many, at most the size
     */
    static SymmetricEigen largest(double[][] matrix, int count) {
        int size = matrix.length;
        int width = size <= WHOLE ? size : Math.min(size, count + SPARE);
        double[][] basis = new double[width][size];
        orthonormalise(basis);
        double[] values = new double[width];
        for (int step = 0; step < MOST_STEPS; step++) {
            Krylov space = Krylov.from(matrix, basis);
            SymmetricEigen small = jacobi(products(space.vectors, space.images));
            double[][] best = Arrays.copyOf(small.vectors, width);
            basis = combine(best, space.vectors);
            values = Arrays.copyOf(small.values, width);
            if (space.vectors.length == size || isConverged(values, basis, combine(best, space.images), count)) {
                break;
            }
            orthonormalise(basis);
        }
        double[] leading = Arrays.copyOf(values, count);
        for (int i = 0; i < count; i++) {
            leading[i] = Math.max(0, leading[i]);
        }
        return new SymmetricEigen(leading, Arrays.copyOf(basis, count));
    }

    /**
     * Orthonormal vectors, block after block, and the matrix applied to each.
     *
     * @param vectors the given ones first
     */
    private record Krylov(double[][] vectors, double[][] images) {

        static Krylov from(double[][] matrix, double[][] basis) {
            int size = matrix.length;
            double[][] vectors = basis;
            double[][] images = apply(matrix, basis);
            for (int block = 1; block < BLOCKS && vectors.length < size; block++) {
                int before = vectors.length;
                int after = Math.min(size, before + basis.length);
                vectors = Arrays.copyOf(vectors, after);
                for (int i = before; i < after; i++) {
                    vectors[i] = images[i - basis.length].clone();
                }
                orthonormalise(vectors);
                double[][] next = apply(matrix, Arrays.copyOfRange(vectors, before, after));
                images = Arrays.copyOf(images, after);
                System.arraycopy(next, 0, images, before, after - before);
            }
            return new Krylov(vectors, images);
        }
    }

    private static boolean isConverged(double[] values, double[][] vectors, double[][] images, int count) {
        double limit = TOLERANCE * Math.max(0, values[0]);
        for (int i = 0; i < count; i++) {
            double squared = 0;
            for (int k = 0; k < vectors[i].length; k++) {
                double residual = images[i][k] - values[i] * vectors[i][k];
                squared += residual * residual;
            }
            if (Math.sqrt(squared) > limit) {
                return false;
            }
        }
        return true;
    }

    private static double[][] apply(double[][] matrix, double[][] vectors) {
        double[][] result = new double[vectors.length][];
        IntStream.range(0, vectors.length).parallel().forEach(i -> {
            double[] sum = new double[matrix.length];
            for (int k = 0; k < matrix.length; k++) {
                addScaled(sum, matrix[k], vectors[i][k]);
            }
            result[i] = sum;
        });
        return result;
    }

    private static double[][] products(double[][] left, double[][] right) {
        double[][] result = new double[left.length][left.length];
        for (int i = 0; i < left.length; i++) {
            for (int j = 0; j <= i; j++) {
                double product = (dot(left[i], right[j]) + dot(left[j], right[i])) / 2;
                result[i][j] = product;
                result[j][i] = product;
            }
        }
        return result;
    }

    private static double[][] combine(double[][] weights, double[][] vectors) {
        double[][] result = new double[weights.length][vectors[0].length];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < vectors.length; j++) {
                addScaled(result[i], vectors[j], weights[i][j]);
            }
        }
        return result;
    }

    /**
     * Makes the rows orthonormal, first to last; a row that depends on those before it is replaced by a fixed direction
     * that does not.
     */
    static void orthonormalise(double[][] rows) {
        SplittableRandom fixed = new SplittableRandom(1);
        for (int i = 0; i < rows.length; i++) {
            double[] row = rows[i];
            double before = Math.sqrt(dot(row, row));
            double after = before;
            // Twice is enough: Giraud, Langou and Rozloznik (2005).
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    addScaled(row, rows[j], -dot(row, rows[j]));
                }
                after = Math.sqrt(dot(row, row));
            }
            if (after <= 1e-12 * before || after < Double.MIN_NORMAL) {
                for (int k = 0; k < row.length; k++) {
                    row[k] = fixed.nextDouble() - 0.5;
                }
                i--;
                continue;
            }
            for (int k = 0; k < row.length; k++) {
                row[k] /= after;
            }
        }
    }

    /** All eigenpairs of a small matrix, largest first; the matrix is overwritten. */
    static SymmetricEigen jacobi(double[][] matrix) {
        int size = matrix.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
            double off = 0;
            double all = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    all += matrix[i][j] * matrix[i][j];
                    off += i == j ? 0 : matrix[i][j] * matrix[i][j];
                }
            }
            if (off <= 1e-30 * all) {
                break;
            }
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(matrix, vectors, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> Double.compare(matrix[b][b], matrix[a][a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[size];
        double[][] sorted = new double[size][];
        for (int i = 0; i < size; i++) {
            values[i] = matrix[order[i]][order[i]];
            sorted[i] = vectors[order[i]];
        }
        return new SymmetricEigen(values, sorted);
    }

    /** One rotation that makes the entries (p, q) and (q, p) zero. */
    private static void rotate(double[][] matrix, double[][] vectors, int p, int q) {
        if (matrix[p][q] == 0) {
            return;
        }
        double theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
        double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double cosine = 1 / Math.sqrt(tangent * tangent + 1);
        double sine = tangent * cosine;
        for (double[] row : matrix) {
            double atP = row[p];
            row[p] = cosine * atP - sine * row[q];
            row[q] = sine * atP + cosine * row[q];
        }
        turn(matrix[p], matrix[q], cosine, sine);
        turn(vectors[p], vectors[q], cosine, sine);
    }

    private static void turn(double[] p, double[] q, double cosine, double sine) {
        for (int k = 0; k < p.length; k++) {
            double atP = p[k];
            p[k] = cosine * atP - sine * q[k];
            q[k] = sine * atP + cosine * q[k];
        }
    }

    /** Adds a multiple of one vector to another. */
    static void addScaled(double[] to, double[] vector, double factor) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * vector[k];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
