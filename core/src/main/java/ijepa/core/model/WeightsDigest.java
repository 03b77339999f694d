package ijepa.core.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether two models have the same weights, whatever kinds of file they came from. */
public final class WeightsDigest {

    private WeightsDigest() {}

    /** SHA-256 over names and float32 values of all networks, in hexadecimal. */
    public static String of(IJepa model) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
        List<NetworkParameters> networks = Stream.concat(
                        Stream.of(
                                model.encoder().parameters(),
                                model.targetEncoder().parameters()),
                        model.predictor().map(Predictor::parameters).stream())
                .toList();
        for (NetworkParameters network : networks) {
            network.all().forEach((name, array) -> {
                digest.update((network.network().prefix() + name).getBytes(StandardCharsets.UTF_8));
                ByteBuffer bytes = ByteBuffer.allocate(
                                Math.toIntExact(array.getShape().size() * Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
                network.write(name, bytes.asFloatBuffer());
                digest.update(bytes);
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
