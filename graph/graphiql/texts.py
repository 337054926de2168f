"""What the pages of GraphiQL say, in both languages."""

from collections.abc import Mapping

TEXTS: Mapping[str, Mapping[str, str]] = {
    "enter": {"en": "Sign in with an access token", "ja": "アクセストークンでサインイン"},
    "token": {"en": "Token", "ja": "トークン"},
    "sign_in": {"en": "Sign in", "ja": "サインイン"},
    "sign_out": {"en": "Sign out", "ja": "サインアウト"},
    "refused": {
        "en": "The token is unknown, revoked or expired.",
        "ja": "トークンが無効か、失効しています。",
    },
    "unavailable": {
        "en": "The database cannot be written just now; try again.",
        "ja": "現在データベースに書き込めません。再度お試しください。",
    },
    "often": {"en": "Too many attempts; try again later.", "ja": "試行が多すぎます。後ほど再度お試しください。"},
    "missing": {
        "en": "GraphiQL is not installed here. Run `make graphiql`, then load this page again.",
        "ja": "GraphiQL が導入されていません。`make graphiql` を実行してから再読み込みしてください。",
    },
    "script": {"en": "GraphiQL needs JavaScript.", "ja": "GraphiQL には JavaScript が必要です。"},
}
