package ijepa.renderer.figure;

/** A PDF that gets one figure a page, each as it is made, so that none need be kept. */
public final class FigurePages implements AutoCloseable {

    private final PdfFile file = new PdfFile();

    /**
     * Adds a page.
     *
     * @throws ijepa.core.InputException when the figure cannot be laid out; the pages before are as they were
     */
    public void add(Figure figure) {
        file.add(Page.of(figure));
    }

    /**
     * The bytes of the file; afterwards nothing can be added.
     *
     * @param recipe travels inside
     */
    public byte[] bytes(String recipe) {
        return file.bytes(recipe);
    }

    @Override
    public void close() {
        file.close();
    }
}
