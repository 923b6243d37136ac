package io.tierline.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** The RSA key that signs this stack's tokens. The private half never leaves the data directory. */
final class SigningKey {
    private final Path publicFile;
    private final RSAPrivateCrtKey privateKey;

    private SigningKey(Path publicFile, RSAPrivateCrtKey privateKey) {
        this.publicFile = publicFile;
        this.privateKey = privateKey;
    }

    /** The key of a data directory, made when there is none. */
    static SigningKey of(DataDirectory data) throws IOException, GeneralSecurityException {
        Files.createDirectories(
                data.keys(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path privateFile = data.keys().resolve("private.pem");
        if (!Files.exists(privateFile)) {
            make(privateFile);
        }
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        RSAPrivateCrtKey privateKey =
                (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(unwrap(Files.readString(privateFile))));
        Path publicFile = data.keys().resolve("public.pem");
        if (!Files.exists(publicFile)) {
            byte[] encoded = rsa.generatePublic(
                            new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()))
                    .getEncoded();
            DataDirectory.replace(publicFile, wrap("PUBLIC KEY", encoded));
        }
        return new SigningKey(publicFile, privateKey);
    }

    private static void make(Path privateFile) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
        Path draft = Files.createTempFile(privateFile.getParent(), "private", ".tmp"); // made with mode 600
        try {
            Files.writeString(draft, wrap("PRIVATE KEY", encoded));
            // A link is made only if there is none: of two commands that make a key at the same time, both use one.
            Files.createLink(privateFile, draft);
        } catch (FileAlreadyExistsException otherWasQuicker) {
            // Its key is the key.
        } finally {
            Files.delete(draft);
        }
    }

    private static String wrap(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + kind + "-----\n";
    }

    private static byte[] unwrap(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    /** The public half as a PEM file: all that a service needs to check tokens. */
    Path publicFile() {
        return publicFile;
    }

    /** The signature of a text, RS256 as JSON Web Tokens call it. */
    byte[] sign(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(privateKey);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }
}
