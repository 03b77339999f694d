package ijepa.core.checkpoint;

/** The kinds of checkpoint that are read. */
public enum CheckpointFormat {
    /** The published code's {@code .pth.tar}, as {@code torch.save} writes it. */
    OFFICIAL("PyTorch archive (.pth.tar)"),
    /** One safetensors file. */
    SAFETENSORS("safetensors"),
    /** A folder with {@code config.json} and the weights of an encoder. */
    HUGGING_FACE("Hugging Face folder");

    private final String title;

    CheckpointFormat(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
