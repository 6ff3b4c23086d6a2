package dev.repass.example

import dev.repass.*
import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import java.nio.file.Files
import java.nio.file.Path
import java.util.Base64
import javax.imageio.ImageIO

/** The slider's pictures, as files to look at and as coloured blocks. */
class Picture(private val image: BufferedImage, private val piece: BufferedImage, val files: List<Path>) {
    /** Two cells stand in each character, one above the other. The piece's left edge is at [x]. */
    fun lines(x: Int): List<String> {
        val cells = List(image.height / PIXELS_A_CELL) { row -> List(image.width / PIXELS_A_CELL) { column -> cell(column, row, x) } }
        return cells.chunked(2).map { rows ->
            val below = rows.getOrElse(1) { rows[0] }
            rows[0].indices.joinToString("", postfix = "\u001b[0m") { "\u001b[38;2;${rows[0][it]};48;2;${below[it]}m▀" }
        }
    }

    /** The mean colour of a square, as a terminal wants it. */
    private fun cell(column: Int, row: Int, x: Int): String {
        val side = 0 until PIXELS_A_CELL
        val pixels = side.flatMap { dy -> side.map { dx -> pixel(column * PIXELS_A_CELL + dx, row * PIXELS_A_CELL + dy, x) } }
        return listOf(16, 8, 0).joinToString(";") { shift -> pixels.sumOf { it shr shift and 0xff }.div(pixels.size).toString() }
    }

    private fun pixel(atX: Int, atY: Int, x: Int): Int {
        val isOnPiece = atX - x in 0 until piece.width && atY < piece.height
        return if (isOnPiece && piece.getRGB(atX - x, atY) ushr 24 > 127) piece.getRGB(atX - x, atY) else image.getRGB(atX, atY)
    }

    companion object {
        const val PIXELS_A_CELL = 5
    }
}

/** Opens each CAPTCHA once, in a folder that is gone when the program ends. */
class Puzzles(private val folder: Path) {
    private var token: String? = null
    private var picture: Picture? = null

    /** The CAPTCHA's picture; null where it is none that can be shown. */
    fun of(captcha: Captcha): Picture? {
        if (captcha.token != token) {
            token = captcha.token
            picture = open(captcha)
        }
        return picture
    }

    private fun open(captcha: Captcha): Picture? {
        val into = Files.createTempDirectory(folder, "repass-").also { it.toFile().deleteOnExit() }
        val files = listOf("image.png" to captcha.originalImage, "piece.png" to captcha.jigsawImage).map { (name, base64) ->
            val bytes = runCatching { Base64.getDecoder().decode(base64) }.getOrNull() ?: return null
            Files.write(into.resolve(name), bytes).also { it.toFile().deleteOnExit() }
        }
        val (image, piece) = files.map { ImageIO.read(ByteArrayInputStream(Files.readAllBytes(it))) ?: return null }
        return Picture(image, piece, files)
    }
}
