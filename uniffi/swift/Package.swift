// swift-tools-version: 5.9
import Foundation
import PackageDescription

// The Rust library: an XCFramework on Apple's systems, where one was made (see README.md), else a shared library.
// Both are built, and not in the repository.
let framework = "RepassFFI.xcframework"
let libraries = "\(Context.packageDirectory)/Libraries"
let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")

let package = Package(
    name: "Repass",
    platforms: [.iOS(.v13), .macOS(.v10_15)],
    products: [.library(name: "Repass", targets: ["Repass"])],
    targets: [
        hasFramework
            ? .binaryTarget(name: "RepassFFI", path: framework)
            : .systemLibrary(name: "RepassFFI"),
        .target(
            name: "Repass",
            dependencies: ["RepassFFI"],
            linkerSettings: hasFramework
                ? []
                : [.unsafeFlags(["-L", libraries, "-Xlinker", "-rpath", "-Xlinker", libraries])]
        ),
        .testTarget(name: "RepassTests", dependencies: ["Repass"]),
    ]
)
